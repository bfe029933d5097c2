// What Cilium's agent holds against Kafka and other parsers of 1.18 and 1.19.
import { Sentences } from '../sentences';

export const PARSERS = {
  'role-and-api-key': () => ['role and apiKey in one rule', 'write two rules'],
  'api-key': ({ apiKey, apiKeys }) => [`not an API key: "${apiKey}"`, `write one of: ${apiKeys.join(', ')}`],
  'kafka-role': ({ role }) => [`not a role: "${role}"`, 'write produce or consume'],
  'api-version': ({ version }) => [`not an API version: "${version}"`, 'write a number from 0 to 32767 in quotes'],
  'topic-length': ({ topic, longestTopic }) => [
    `a topic of ${topic.length} characters`,
    `write at most ${longestTopic}`,
  ],
  topic: ({ topic }) => [`not a topic: "${topic}"`, 'write letters, digits, ".", "_" and "-"'],
  'key-empty': () => ['an empty key', 'name the field of the parser'],
} satisfies Sentences;
