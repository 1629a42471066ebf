// Signs and encrypts messages with Tencent's own library. Reads one JSON object per line from standard input,
//   {"token", "encodingAesKey", "corpId", "timestamp", "nonce", "message"}
// and answers each with a line {"msgSignature", "encrypt"}.
import { createInterface } from 'node:readline';
import { encrypt, getSignature } from '@wecom/crypto';

for await (const line of createInterface({ input: process.stdin })) {
  const { token, encodingAesKey, corpId, timestamp, nonce, message } = JSON.parse(line);
  const encrypted = encrypt(encodingAesKey, message, corpId);
  const msgSignature = getSignature(token, timestamp, nonce, encrypted);
  process.stdout.write(JSON.stringify({ msgSignature, encrypt: encrypted }) + '\n');
}
