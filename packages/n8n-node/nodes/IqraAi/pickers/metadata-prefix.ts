/** Begins the id of each field that the mapper draws for metadata declared by the campaign, so that no variable has the same id. */
export const metadataPrefix = 'metadata__';
