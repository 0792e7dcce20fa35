import { randomBytes } from 'node:crypto';
import type { Cipher, EncryptionKeyProxy } from 'n8n-core';
import { Container, n8nCore } from './n8n-modules.ts';

/** n8n's server keeps its data keys in the database; this engine makes one for the life of its process. */
export function provideEncryptionKey(): void {
  const cipher = Container.get(n8nCore.Cipher) as Cipher;
  const key = {
    id: 'engine',
    value: cipher.encryptDEKWithInstanceKey(randomBytes(32).toString('hex')),
    algorithm: 'aes-256-gcm',
    format: 'prefixed' as const,
  };
  const proxy = Container.get(n8nCore.EncryptionKeyProxy) as EncryptionKeyProxy;
  proxy.setProvider({
    getActiveKey: () => Promise.resolve(key),
    getKeyById: (id) => Promise.resolve(id === key.id ? key : null),
    getLegacyKey: () => Promise.reject(new Error('This engine has no older key.')),
  });
}
