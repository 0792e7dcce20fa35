import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

interface MapperValue {
	readonly mappingMode?: unknown;
	readonly value?: unknown;
	readonly schema?: unknown;
}

/**
 * The values of the resource mapper. Mapped automatically, the variables that the campaign declares are taken from the item; where
 * it declares none, every text, number and switch of the item.
 */
export function readVariables(context: IExecuteFunctions, itemIndex: number): unknown {
	const parameter: unknown = context.getNodeParameter('dynamicVariables', itemIndex, {});
	if (parameter === null || typeof parameter !== 'object' || !('mappingMode' in parameter)) return parameter;
	const mapper: MapperValue = parameter;
	if (mapper.mappingMode !== 'autoMapInputData') return withoutEmpty(mapper.value);
	return fromItem(context.getInputData()[itemIndex]?.json ?? {}, declaredNames(mapper.schema));
}

/** A variable that was left empty in the form is not sent. */
function withoutEmpty(value: unknown): unknown {
	if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
	return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== null && inner !== undefined && inner !== ''));
}

function fromItem(json: IDataObject, declared: readonly string[]): IDataObject {
	const wanted = declared.length > 0 ? declared.map((name) => [name, json[name]] as const) : Object.entries(json);
	return Object.fromEntries(wanted.filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value)));
}

function declaredNames(schema: unknown): readonly string[] {
	if (!Array.isArray(schema)) return [];
	return schema.flatMap((field: unknown) => {
		const id: unknown = field !== null && typeof field === 'object' && 'id' in field ? field.id : null;
		return typeof id === 'string' ? [id] : [];
	});
}
