export type Values = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is Values {
	return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** The value when it is an object; else one without members. */
export function asRecord(value: unknown): Values {
	return isRecord(value) ? value : {};
}
