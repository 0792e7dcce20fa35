/** Names that say "phone number" in the records of CRMs, spreadsheets and our own results, without marks and in lower case. */
const phoneName =
  /^(?:tel|fon|recipient|[a-z]*(?:phone|mobile?|telephone|telefono?|telefone|telefoon|telefonnummer|telefoonnummer|rufnummer|handy|celular|movil|msisdn|whatsapp|waid|recipientnumber|cellnumber|callernumber|e164))(?:s|numbers?|nos?|nr)?\d*(?:value|home|work|other|office|main|private)?$|^cell\d*$/;

/** Names of facts that are written in digits and are no phone numbers, as words of a field's name. */
const otherFact =
  /(?:^| )(?:ids?|uuid|guid|key|ref|date|time|timestamp|ts|created|updated|modified|deleted|at|amount|price|total|sum|cost|balance|revenue|budget|count|qty|quantity|zip|postal|postcode|plz|year|age|birthday|order|invoice|account|iban|vat|tax|ip|version|row|index|lat|lng|latitude|longitude|score|rank|url|link|website)(?: |$)/;

/** Numbers of something else: `customer_number`, `Kundennummer`, `caseNo`, `tracking number`. */
const numberOfSomething =
  /(?:^| )(?:account|application|booking|case|client|contract|customer|document|employee|file|invoice|lead|licen[cs]e|loan|member|membership|order|part|passport|patient|policy|reference|registration|reservation|serial|social security|student|tax|ticket|tracking|vat) ?(?:no|nr|num|number|code)(?: |$)|(?:artikel|auftrags?|bestell|kunden|mitglieds?|personal|rechnungs?|serien|steuer|vertrags?|vorgangs?)(?:nummer|nr)(?: |$)/;

/** True where a field's name says that it holds a phone number. Letter case, accents and separators do not matter. */
export function isPhoneField(name: string): boolean {
  return phoneName.test(plain(name).replace(/[^a-z0-9]/g, ''));
}

/** True where a field's name says that its digits are something else: an id, a date, an amount. */
export function isOtherFact(name: string): boolean {
  return !isPhoneField(name) && otherFact.test(wordsOf(name));
}

/** True where a field's name speaks of a number that is most likely no phone number, though some people keep one there. */
export function isOtherNumber(name: string): boolean {
  return !isPhoneField(name) && numberOfSomething.test(wordsOf(name));
}

function wordsOf(name: string): string {
  return plain(name.replace(/([a-z\d])([A-Z])/g, '$1 $2')).replace(/[^a-z0-9]+/g, ' ').trim();
}

function plain(name: string): string {
  return name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
