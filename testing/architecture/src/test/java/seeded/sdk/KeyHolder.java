package seeded.sdk;

import java.security.PrivateKey;

record KeyHolder(PrivateKey key) {}
