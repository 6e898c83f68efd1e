/**
 * Loaded before a program (`node --import`): every way into a network throws, and says so on standard error, so that
 * an attempt that somebody catches is seen as well.
 */
import dgram from 'node:dgram';
import dns from 'node:dns';
import http from 'node:http';
import http2 from 'node:http2';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import tls from 'node:tls';

function refuse(target: object, ...names: string[]): void {
  for (const name of names) {
    Object.defineProperty(target, name, {
      configurable: true,
      writable: true,
      value() {
        process.stderr.write(`NETWORK ${name}\n`);
        throw new Error(`the network was asked for: ${name}`);
      },
    });
  }
}

const functionsOf = (target: object) =>
  Object.entries(target).flatMap(([name, value]) =>
    typeof value === 'function' && !/^[A-Z]/.test(name) ? [name] : [],
  );

refuse(net.Socket.prototype, 'connect');
refuse(net.Server.prototype, 'listen');
refuse(net, 'connect', 'createConnection');
refuse(tls, 'connect');
refuse(http, 'request', 'get');
refuse(https, 'request', 'get');
refuse(http2, 'connect');
refuse(dgram, 'createSocket');
refuse(dns.promises, ...functionsOf(dns.promises));
refuse(dns, ...functionsOf(dns));
refuse(globalThis, 'fetch', 'WebSocket', 'EventSource');
syncBuiltinESMExports();
