import {inProcess} from './measure.mjs';

/** Packages that ship their TypeScript sources, by how they are mostly written. */
const CODE_BASES = [
  {name: 'viem', style: 'functions', goal: 95},
  {name: 'mongodb/src', style: 'classes', goal: 85},
];

/** How many of the calls whose target TypeScript's checker knows the index resolves without types, and whether to the same target. */
export function edgesBench() {
  return CODE_BASES.flatMap(({name, style, goal}) => {
    const {files, shapes, right, other} = inProcess('edges-process.mjs', name);
    const all = Object.values(shapes).reduce((sum, shape) => sum + shape.all, 0);
    const recall = (100 * right) / all;
    return [
      {measure: `calls resolved in ${name} (${style}, ${files} files)`, ours: String(right), beside: `TypeScript's checker ${all}`, ratio: percent(recall), goal: `≥ ${goal} %`, met: recall >= goal},
      {measure: 'the same, to the same function', ours: String(right), beside: `both resolve ${right + other}`, ratio: percent((100 * right) / (right + other)), goal: '100.0 %', met: other === 0},
      ...Object.entries(shapes).sort(([, a], [, b]) => b.all - a.all).map(([shape, sums]) => ({
        measure: `  ${shape}`, ours: String(sums.found), beside: String(sums.all), ratio: percent((100 * sums.found) / sums.all), goal: '', met: null,
      })),
    ];
  });
}

function percent(value) {
  return `${value.toFixed(1)} %`;
}
