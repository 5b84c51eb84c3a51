package xyz.blueblocks.crypto.linkauth;

/// How 64 bytes prove who sent a frame: by a signature or by a MAC.
interface FrameProof {
    /// Writes this end's 64 bytes for `covered` at `at`.
    void write(byte[] covered, byte[] out, int at);

    /// Whether the 64 bytes at `at` are the other end's for `covered`.
    boolean matches(byte[] covered, byte[] in, int at);
}
