"""A profile in V8's format. Beyond it, a node has the one line at which its frame was (`$line`): Python knows it of every frame."""
from .code_places import name_of, url_of


def cpu_profile(sampled_nodes, samples, times, started_at):
    """`sampled_nodes` are (parent, code or a name in brackets, line), parents first; those of one line become one node. Times are nanoseconds."""
    nodes, known, scripts, index_of = [], {}, {}, []
    for parent, code, line in sampled_nodes:
        parent = index_of[parent] if parent >= 0 else -1
        key = (parent, id(code), line)
        position = known.get(key)
        if position is None:
            position = known[key] = len(nodes)
            nodes.append(_node(position + 1, code, line, scripts))
            if parent >= 0:
                nodes[parent]['children'].append(position + 1)
        index_of.append(position)
    for sample in samples:
        nodes[index_of[sample]]['hitCount'] += 1
    for node in nodes:
        if node['hitCount'] and '$line' in node:
            node['positionTicks'] = [{'line': node['$line'], 'ticks': node['hitCount']}]
    at = [started_at // 1000] + [time // 1000 for time in times]
    return {
        'nodes': nodes,
        'startTime': at[0],
        'endTime': at[-1],
        'samples': [index_of[sample] + 1 for sample in samples],
        'timeDeltas': [later - earlier for earlier, later in zip(at, at[1:])],
    }


def _node(identity, code, line, scripts):
    if isinstance(code, str):
        frame = {'functionName': code, 'scriptId': '0', 'url': '', 'lineNumber': -1, 'columnNumber': -1}
        return {'id': identity, 'callFrame': frame, 'hitCount': 0, 'children': []}
    url = url_of(code)
    script = scripts.setdefault(url, str(len(scripts) + 1))
    frame = {'functionName': name_of(code), 'scriptId': script, 'url': url, 'lineNumber': code.co_firstlineno - 1, 'columnNumber': 0}
    return {'id': identity, 'callFrame': frame, 'hitCount': 0, 'children': [], '$line': line}
