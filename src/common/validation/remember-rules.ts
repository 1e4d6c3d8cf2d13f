import { getMetadataStorage } from 'class-validator';

type Storage = ReturnType<typeof getMetadataStorage>;
type Rules = ReturnType<Storage['getTargetValidationMetadatas']>;

/**
 * Lets class-validator gather the rules of a class once. By itself it goes through all classes of the application for each
 * object that it checks, to find those that are inherited, which costs more than checking a query; rules don't change
 * after the decorators have run.
 */
export function rememberRules(): void {
  const storage = getMetadataStorage();
  const gather = storage.getTargetValidationMetadatas.bind(storage);
  const remembered = new WeakMap<Function, Rules>();
  storage.getTargetValidationMetadatas = (target, schema, always, strictGroups, groups) => {
    const isPlain = !schema && !always && !strictGroups && groups === undefined;
    const known = isPlain ? remembered.get(target) : undefined;
    if (known) return known;
    const rules = gather(target, schema, always, strictGroups, groups);
    if (isPlain) remembered.set(target, rules);
    return rules;
  };
}
