/// Key derivation: HKDF from strong secrets, Argon2id from passphrases and nothing else.
@NullMarked
package xyz.blueblocks.crypto.kdf;

import org.jspecify.annotations.NullMarked;
