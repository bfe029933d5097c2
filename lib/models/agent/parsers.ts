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
    if (role !== '' && apiKey !== '') agent.agent('kafka', place, 'role-and-api-key');
    if (apiKey !== '' && !API_KEYS.includes(apiKey.toLowerCase()))
      agent.agent('kafka', place, 'api-key', { apiKey, apiKeys: API_KEYS });
    if (role !== '' && !ROLES.includes(role.toLowerCase())) agent.agent('kafka', place, 'kafka-role', { role });
    if (version !== '' && (!/^[-+]?\d+$/.test(version) || Number(version) < 0 || Number(version) > 32767))
      agent.agent('kafka', place, 'api-version', { version });
    if (topic.length > LONGEST_TOPIC)
      agent.agent('kafka', place, 'topic-length', { topic, longestTopic: LONGEST_TOPIC });
    else if (/[^a-zA-Z0-9\\._-]/.test(topic)) agent.agent('kafka', place, 'topic', { topic });
  });
}

/** Checks the rules for a parser that l7proto names. @internal */
export function checkParser(agent: Agent, list: Place, rules: unknown): void {
  eachMap(rules, (rule, index) => {
    if (Object.prototype.hasOwnProperty.call(rule, '')) agent.agent('l7', list.at(index), 'key-empty');
  });
}
