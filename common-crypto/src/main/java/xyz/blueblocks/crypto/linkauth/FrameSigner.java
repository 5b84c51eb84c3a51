package xyz.blueblocks.crypto.linkauth;

/// Signs with this peer's identity key, wherever that key lives.
@FunctionalInterface
public interface FrameSigner {
    /// The 64-byte Ed25519 signature of `input`.
    byte[] sign(byte[] input);
}
