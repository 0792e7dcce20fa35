/** Names that say "phone number" in the records of CRMs, spreadsheets and our own results, without marks and in lower case. */
const phoneName =
  /^(?:tel|recipient|[a-z]*(?:phone|mobile|telephone|telefono?|telefone|handy|celular|movil|msisdn|whatsapp|recipientnumber|cellnumber|callernumber|e164))(?:s|numbers?|nos?|nr)?\d*$|^cell\d*$/;

/** Names that may hold one, believed only in a record without a clearer name. */
const vagueName = /^(?:numbers?|value|to|tonumber|from|fromnumber|caller|contact)$/;

/** How sure a field's name makes us that it holds a phone number. Letter case, accents and separators do not matter. */
export function judgeFieldName(name: string): 'phone' | 'vague' | 'other' {
  const plain = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
  if (phoneName.test(plain)) return 'phone';
  return vagueName.test(plain) ? 'vague' : 'other';
}
