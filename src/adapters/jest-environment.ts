// What `testEnvironment` names: Jest makes an instance of this class in the process that runs the tests.
import { makeEnvironment } from './jest.ts';

/** A class whose instances are those of the environment that the configuration named. */
export class TestEnvironment {
  constructor(config: unknown, context: unknown) {
    return makeEnvironment(config, context);
  }
}

export default TestEnvironment;
