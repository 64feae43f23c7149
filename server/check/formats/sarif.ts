import {relative} from 'node:path';
import {pageOf} from '../../../rules/src/rule-pages.ts';
import {rules} from '../../../rules/src/rules/index.ts';
import {uriOf} from '../../host/locations.ts';
import type {FoundProblem} from '../found.ts';
import type {Format} from './index.ts';

/** SARIF 2.1.0, for code scanning services. */
export const sarif: Format = (files, {directory, version}) => {
  const location = (path: string, region: object) => ({physicalLocation: {artifactLocation: {uri: relativeUri(directory, path), uriBaseId: 'ROOT'}, region}});
  const result = ({ruleId, message, path, line, column, endLine, endColumn, related}: FoundProblem) => ({
    ruleId,
    level: 'warning',
    message: {text: message},
    locations: [location(path, {startLine: line, startColumn: column, endLine, endColumn})],
    relatedLocations: related.map((place, id) => ({id, message: {text: place.message}, ...location(place.path, {startLine: place.line, startColumn: place.column})})),
  });
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Loopsight',
            semanticVersion: version,
            rules: rules.map(({id, description}) => ({id, shortDescription: {text: `${description}.`}, helpUri: pageOf(id)})),
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: {ROOT: {uri: `${uriOf(directory)}/`}},
        results: files.flatMap(file => file.problems).map(result),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
};

function relativeUri(directory: string, path: string): string {
  return relative(directory, path).split(/[\\/]/).map(encodeURIComponent).join('/');
}
