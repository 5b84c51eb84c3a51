package seeded.sdk;

import java.util.List;
import seeded.crypto.SecretBytes;

record Leak(SecretBytes plain, List<SecretBytes> wrapped) {}
