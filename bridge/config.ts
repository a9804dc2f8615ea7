/** The bridge's configuration: environment variables, checked once at the start. */
import { z } from 'zod';

export interface SanityConfig {
  readonly projectId: string;
  readonly dataset: string;
  readonly token: string;
  /** Address of the Content Lake; null for Sanity's own, which is found by the project's id. */
  readonly apiHost: string | null;
  /** A date: Sanity's API never changes under a date. */
  readonly apiVersion: string;
  /** How long one request to Sanity may take, in ms. */
  readonly timeoutMs: number;
}

export interface Config {
  /** 0: any free port. */
  readonly port: number;
  readonly host: string;
  readonly sanity: SanityConfig;
  /** One or two; both are accepted, so that a secret can be changed without a gap. */
  readonly secrets: readonly string[];
  readonly webhookSecret: string | null;
  readonly logLevel: LogLevel;
  /** Requests a minute from one address. */
  readonly requestsPerMinute: number;
  /** How many proxies stand in front and may be believed about the caller's address. */
  readonly trustedProxies: number;
  /** A `sync` answers within this time, in ms: UrlFetchApp waits about 60 seconds. */
  readonly answerWithinMs: number;
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Sanity's date of "perspective is published unless asked otherwise". */
const API_VERSION = '2025-02-19';

/** A configuration that cannot be used. The message is one line and names the variable; it never repeats a secret. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const whole = (name: string, min: number, max: number, otherwise: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .refine((n) => n >= min && n <= max)
    .default(otherwise)
    .catch((failed) => wrong(name, failed.value, `a whole number from ${min} to ${max}`));

function wrong(name: string, value: unknown, wanted: string): never {
  const state = value === undefined ? 'is missing' : 'is not usable';
  throw new ConfigError(`${name} ${state}: it must be ${wanted}.`);
}

function variable<T extends z.ZodType>(schema: T, name: string, wanted: string) {
  return schema.catch((failed): never => wrong(name, failed.value, wanted));
}

const schema = z.object({
  PORT: whole('PORT', 0, 65_535, 8080),
  HOST: variable(z.string().min(1).default('0.0.0.0'), 'HOST', 'an address to listen on, such as 0.0.0.0'),
  SANITY_PROJECT_ID: variable(
    z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
    'SANITY_PROJECT_ID',
    "the project's id from sanity.io/manage (a–z, 0–9, -)",
  ),
  SANITY_DATASET: variable(
    z.string().regex(/^[a-z0-9][a-z0-9_-]{0,63}$/),
    'SANITY_DATASET',
    "the dataset's name, such as production",
  ),
  SANITY_TOKEN: variable(
    z.string().regex(/^\S+$/),
    'SANITY_TOKEN',
    'a token with write access to the dataset',
  ),
  SANITY_API_HOST: variable(
    z.url({ protocol: /^https?$/ }).optional(),
    'SANITY_API_HOST',
    'an http(s) address, or left out for Sanity itself',
  ),
  SANITY_API_VERSION: variable(
    z.iso.date().default(API_VERSION),
    'SANITY_API_VERSION',
    `a date such as ${API_VERSION}`,
  ),
  SANITY_TIMEOUT_MS: whole('SANITY_TIMEOUT_MS', 100, 60_000, 15_000),
  BRIDGE_SECRETS: variable(
    z
      .string()
      .transform((list) => list.split(',').map((secret) => secret.trim()))
      .refine((secrets) => secrets.length <= 2 && secrets.every((secret) => secret.length >= 32)),
    'BRIDGE_SECRETS',
    'one secret, or two with a comma between, of at least 32 characters each',
  ),
  SANITY_WEBHOOK_SECRET: variable(
    z.string().min(16).optional(),
    'SANITY_WEBHOOK_SECRET',
    "the webhook's secret of at least 16 characters, or left out",
  ),
  LOG_LEVEL: variable(z.enum(LOG_LEVELS).default('info'), 'LOG_LEVEL', `one of ${LOG_LEVELS.join(', ')}`),
  REQUESTS_PER_MINUTE: whole('REQUESTS_PER_MINUTE', 1, 1_000_000, 1_200),
  TRUSTED_PROXIES: whole('TRUSTED_PROXIES', 0, 10, 0),
  ANSWER_WITHIN_MS: whole('ANSWER_WITHIN_MS', 1_000, 55_000, 45_000),
});

/** Reads the configuration. An empty variable counts as left out. Throws ConfigError for the first that is wrong. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const read = schema.parse(given);
  return {
    port: read.PORT,
    host: read.HOST,
    sanity: {
      projectId: read.SANITY_PROJECT_ID,
      dataset: read.SANITY_DATASET,
      token: read.SANITY_TOKEN,
      apiHost: read.SANITY_API_HOST ?? null,
      apiVersion: read.SANITY_API_VERSION,
      timeoutMs: read.SANITY_TIMEOUT_MS,
    },
    secrets: read.BRIDGE_SECRETS,
    webhookSecret: read.SANITY_WEBHOOK_SECRET ?? null,
    logLevel: read.LOG_LEVEL,
    requestsPerMinute: read.REQUESTS_PER_MINUTE,
    trustedProxies: read.TRUSTED_PROXIES,
    answerWithinMs: read.ANSWER_WITHIN_MS,
  };
}
