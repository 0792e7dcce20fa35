import vm from 'node:vm';
import NodeEnvironment from 'jest-environment-node';

/**
 * Jest's environment of Node with a plain global object for each test file. Its own puts that object behind a proxy, which every `Math`,
 * `Date` and `Map` of the code passes: what computes much then takes a quarter to twice as long. Files are as separate either way.
 */
export default class PlainContextEnvironment extends NodeEnvironment {
  constructor(...given: ConstructorParameters<typeof NodeEnvironment>) {
    const { createContext } = vm;
    vm.createContext = () => createContext(vm.constants.DONT_CONTEXTIFY);
    try {
      super(...given);
    } finally {
      vm.createContext = createContext;
    }
  }
}
