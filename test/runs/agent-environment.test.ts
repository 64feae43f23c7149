import {afterEach, describe, expect, test} from 'vitest';
import {agentEnvironment} from '../../server/profile-command/agent-environment.ts';

const agent = {agentFile: '/opt/a "b"/node-agent.cjs', folder: '/runs/1/events', stallMs: 50, wantsMemory: false};

describe('the environment of a measured program', () => {
  afterEach(() => Reflect.deleteProperty(process.versions, 'electron'));

  test('has the agents, beside what the user has set', () => {
    expect(agentEnvironment({NODE_OPTIONS: '--trace-warnings ', PYTHONPATH: '/mine', HOME: '/home/u'}, agent)).toMatchObject({
      NODE_OPTIONS: '--trace-warnings --require="/opt/a \\"b\\"/node-agent.cjs"',
      PYTHONPATH: expect.stringMatching(/python-agent.\/mine$/),
      LOOPSIGHT_OUT: '/runs/1/events',
      HOME: '/home/u',
    });
  });

  test('asks for memory only where that is wanted', () => {
    expect(agentEnvironment({}, {...agent, wantsMemory: true})['LOOPSIGHT_MEMORY']).toBe('1');
    expect(agentEnvironment({}, agent)).not.toHaveProperty('LOOPSIGHT_MEMORY');
  });

  test('has the variable that makes a Node of an Electron program only where the user has set it', () => {
    expect(agentEnvironment({ELECTRON_RUN_AS_NODE: '1'}, agent)['ELECTRON_RUN_AS_NODE']).toBe('1');
    Object.defineProperty(process.versions, 'electron', {value: '34.0.0', configurable: true});
    expect(Object.keys(agentEnvironment({ELECTRON_RUN_AS_NODE: '1'}, agent))).not.toContain('ELECTRON_RUN_AS_NODE');
  });
});
