import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { isRecord, type Values } from '../../../connection/as-record.ts';

/** Begins the id of each field that the mapper draws for metadata declared by the campaign, so that no variable has the same id. */
export const metadataPrefix = 'metadata__';

/** What the mapper of variables and declared metadata holds. */
export interface MapperReading {
	/** Whatever is no map stays as it is, for core to refuse. */
	readonly variables: unknown;
	readonly metadata: Values;
}

/**
 * The values of the resource mapper. Mapped automatically, the variables that the campaign declares are taken from the item; where
 * it declares none, every text, number and switch of the item.
 */
export function readMapper(context: IExecuteFunctions, itemIndex: number): MapperReading {
	const parameter: unknown = context.getNodeParameter('dynamicVariables', itemIndex, {});
	if (!isRecord(parameter) || !('mappingMode' in parameter)) return { variables: parameter, metadata: {} };
	const { mappingMode, value, schema } = parameter;
	if (mappingMode !== 'autoMapInputData') return split(value);
	return split(fromItem(context.getInputData()[itemIndex]?.json ?? {}, declaredNames(schema)));
}

/** Declared metadata stand in the mapper beside the variables, under names of their own. */
function split(values: unknown): MapperReading {
	if (!isRecord(values)) return { variables: values ?? undefined, metadata: {} };
	const isMetadata = ([name]: readonly [string, unknown]): boolean => name.startsWith(metadataPrefix);
	const entries = Object.entries(values);
	return {
		variables: Object.fromEntries(entries.filter((entry) => !isMetadata(entry))),
		metadata: Object.fromEntries(entries.filter(isMetadata).map(([name, value]) => [name.slice(metadataPrefix.length), value])),
	};
}

function fromItem(json: IDataObject, declared: readonly string[]): Values {
	const columnOf = (name: string): string => (name.startsWith(metadataPrefix) ? name.slice(metadataPrefix.length) : name);
	const wanted = declared.length > 0 ? declared.map((name) => [name, json[columnOf(name)]] as const) : Object.entries(json);
	return Object.fromEntries(wanted.filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value)));
}

function declaredNames(schema: unknown): readonly string[] {
	if (!Array.isArray(schema)) return [];
	return schema.flatMap((field: unknown) => (isRecord(field) && typeof field['id'] === 'string' ? [field['id']] : []));
}
