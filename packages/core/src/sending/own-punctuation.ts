/**
 * The key without those marks that belong to a value and separate nothing: what is left shows whether a mapped value is missing. An id
 * counts only where it cannot also be read as an empty value beside another one (docs/decisions/0099-sending-marks-of-an-event-key.md).
 */
export function withoutOwnPunctuation(eventKey: string): string {
  return eventKey
    .replace(schemeOfAddress, '$1:$2')
    .replace(/\bxn--(?=\w)/gi, 'xn')
    .replace(googleCalendarCopy, '')
    .replace(fileOfGoogleDrive, (all: string) => (holdsRandom(all) ? 'file' : all))
    .replace(pushIdOfFirebase, (all: string) => (holdsRandom(all) ? 'push' : all))
    .replace(apiNameOfSalesforce, (all: string) => all.replaceAll('_', ''))
    .replace(channelAtStart, '')
    .replace(channelAfterSeparator, '')
    .replace(minusOfNamedChat, (all: string, digits: string) => (looksLikeTime(digits) ? all : digits))
    .replace(marksInBase64Url, (all, before: string, after: string) => (looksRandom(before) && looksRandom(after) ? before : all));
}

/** The slashes of an address. */
const schemeOfAddress = /(\w):\/\/(\w)/g;

/** The underscore that Google Calendar's ids of copied events begin with. */
const googleCalendarCopy = /^_(?=[a-z0-9]{20})/;

/** Files have 33 characters, sheets and documents 44, in the alphabet of base64url; any of them may be the last one. */
const fileOfGoogleDrive = /(?<![\w-])1[\w-]{32}(?:[\w-]{11})?(?![\w-])/g;

/** 20 characters that begin with the time: since 2019 a dash and L, M, N, O or later. */
const pushIdOfFirebase = /(?<![\w-])-[L-Z][\w-]{18}(?![\w-])/g;

/**
 * `Lead_Source__c`, `Namespace__Field__c`, `Parent__r`: two underscores before one of Salesforce's own endings, but for those that may as
 * well be the last word of a template (`lead_{{ id }}_history`, `..._b`).
 */
const apiNameOfSalesforce = /(?<!\w)[A-Za-z](?:_?[A-Za-z0-9])*(?:__[A-Za-z](?:_?[A-Za-z0-9])*)?__(?:c|r|pc|pr|mdt|kav|changeevent)(?![A-Za-z0-9])/gi;

/** Channels and large groups of the Bot API. */
const channelAtStart = /^-(?=100\d{10,11}(?!\d))/;
const channelAfterSeparator = /(?<=[:/|,;_#=]\s?)-(?=100\d{10,11}(?:$|[\s:/|,;_.)#]|-\p{L}))/gu;

/**
 * A number of seven digits or more, whole, with its minus right behind a word that says whose number it is. Behind any other word it may
 * be what `order:{{ id }}-{{ customer }}` leaves: the customer.
 */
const minusOfNamedChat = /(?<=(?<!\p{L})(?:tg|telegram|vk|chat|dialog|group|supergroup|channel|owner|peer)(?:[ _]?id)?[:/|,;_#=]\s?)-(\d{7,})(?=$|[\s:/|,;_.)#]|-\p{L})/giu;

/** Two or three marks inside an id in the alphabet of base64url (RFC 4648, section 5). */
const marksInBase64Url = /([A-Za-z0-9]{4,})[-_]{2,3}(?=([A-Za-z0-9]{4,}))/g;

/** A day, a day with its time, seconds or milliseconds since 1970: what follows the dash of a template whose first value is empty. */
function looksLikeTime(digits: string): boolean {
  return /^(?:(?:19|20)\d{2}(?:0\d|1[0-2])[0-3]\d(?:\d{4}(?:\d{2})?(?:\d{3})?)?|[0-3]\d(?:0\d|1[0-2])(?:19|20)\d{2}|1[4-9]\d{8}(?:\d{3})?)$/.test(digits);
}

/** No word has digits and letters of both sizes. */
function looksRandom(part: string): boolean {
  return /[a-z]/.test(part) && /[A-Z]/.test(part) && /\d/.test(part);
}

/** Whether a part of an id between its marks is no word and no number, as the parts of `-Reminder-2026-11-30` are. */
function holdsRandom(id: string): boolean {
  return id.split(/[-_]/).some(looksRandom);
}
