package seeded.crypto;

/// Stands for the real one.
public final class SecretBytes {}
