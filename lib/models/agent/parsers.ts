// Rules for Kafka and for other parsers, which Cilium up to 1.19 knows: V17.
import { Agent } from './agent';
import { eachMap, textOr } from './lists';
import { Place } from './problem';

/** Names of Kafka's API keys. Source: cilium/proxy, pkg/policy/api/kafka. */
const API_KEYS = [
  ...[
    'produce',
    'fetch',
    'offsets',
    'metadata',
    'leaderandisr',
    'stopreplica',
    'updatemetadata',
    'controlledshutdown',
    'offsetcommit',
  ],
  ...[
    'offsetfetch',
    'findcoordinator',
    'joingroup',
    'heartbeat',
    'leavegroup',
    'syncgroup',
    'describegroups',
    'listgroups',
    'saslhandshake',
  ],
  ...[
    'apiversions',
    'createtopics',
    'deletetopics',
    'deleterecords',
    'initproducerid',
    'offsetforleaderepoch',
    'addpartitionstotxn',
  ],
  ...[
    'addoffsetstotxn',
    'endtxn',
    'writetxnmarkers',
    'txnoffsetcommit',
    'describeacls',
    'createacls',
    'deleteacls',
    'describeconfigs',
    'alterconfigs',
  ],
];
const ROLES = ['produce', 'consume'];
const LONGEST_TOPIC = 255;

/** Checks a list of Kafka rules. @internal */
export function checkKafka(agent: Agent, list: Place, rules: unknown): void {
  eachMap(rules, (rule, index) => {
    const [role, apiKey, version, topic] = [
      textOr(rule.role),
      textOr(rule.apiKey),
      textOr(rule.apiVersion),
      textOr(rule.topic),
    ];
    const place = list.at(index);
    if (role !== '' && apiKey !== '') agent.agent('kafka', place, 'role and apiKey in one rule', 'write two rules');
    if (apiKey !== '' && !API_KEYS.includes(apiKey.toLowerCase()))
      agent.agent('kafka', place, `not an API key: "${apiKey}"`, `write one of: ${API_KEYS.join(', ')}`);
    if (role !== '' && !ROLES.includes(role.toLowerCase()))
      agent.agent('kafka', place, `not a role: "${role}"`, 'write produce or consume');
    if (version !== '' && (!/^[-+]?\d+$/.test(version) || Number(version) < 0 || Number(version) > 32767))
      agent.agent('kafka', place, `not an API version: "${version}"`, 'write a number from 0 to 32767 in quotes');
    if (topic.length > LONGEST_TOPIC)
      agent.agent('kafka', place, `a topic of ${topic.length} characters`, `write at most ${LONGEST_TOPIC}`);
    else if (/[^a-zA-Z0-9\\._-]/.test(topic))
      agent.agent('kafka', place, `not a topic: "${topic}"`, 'write letters, digits, ".", "_" and "-"');
  });
}

/** Checks the rules for a parser that l7proto names. @internal */
export function checkParser(agent: Agent, list: Place, rules: unknown): void {
  eachMap(rules, (rule, index) => {
    if (Object.prototype.hasOwnProperty.call(rule, ''))
      agent.agent('l7', list.at(index), 'an empty key', 'name the field of the parser');
  });
}
