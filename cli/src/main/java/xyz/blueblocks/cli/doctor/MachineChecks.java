package xyz.blueblocks.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import xyz.blueblocks.cli.terminal.Sizes;
import xyz.blueblocks.crypto.CryptoProviders;

/// Java, cryptography, disk.
final class MachineChecks {
    private static final int OLDEST_JDK = 25;
    private static final long LITTLE_BYTES = 6L << 30;
    private static final long TOO_LITTLE_BYTES = 100L << 20;

    private MachineChecks() {}

    /// @param folder where the profile is or would be
    static List<Finding> all(Path folder) {
        return List.of(java(), cryptography(), names(), disk(folder));
    }

    private static Finding java() {
        Runtime.Version version = Runtime.version();
        String seen =
                version
                        + ", "
                        + System.getProperty("java.vendor", "")
                        + ", heap up to "
                        + Sizes.text(Runtime.getRuntime().maxMemory());
        return version.feature() >= OLDEST_JDK
                ? Finding.ok("Java", seen)
                : Finding.fail("Java", seen, "Install a JDK of version 25 or newer.");
    }

    private static Finding cryptography() {
        String chosen = CryptoProviders.describe();
        boolean whole =
                CryptoProviders.corretto().isPresent() && CryptoProviders.conscrypt().isPresent();
        return whole
                ? Finding.ok("cryptography", chosen)
                : Finding.warn(
                        "cryptography",
                        chosen,
                        "All works, more slowly: native code is switched off or not made for this system.");
    }

    private static Finding names() {
        String encoding = System.getProperty("sun.jnu.encoding", "");
        return encoding.equalsIgnoreCase("UTF-8")
                ? Finding.ok("file names", encoding)
                : Finding.warn(
                        "file names",
                        encoding,
                        "Names with letters beyond ASCII cannot be opened: set LC_ALL=C.UTF-8.");
    }

    private static Finding disk(Path folder) {
        Path there = folder.toAbsolutePath();
        while (there.getParent() != null && !Files.exists(there)) there = there.getParent();
        try {
            long free = Files.getFileStore(there).getUsableSpace();
            String seen = Sizes.text(free) + " free at " + there;
            if (free < TOO_LITTLE_BYTES) {
                return Finding.fail("disk", seen, "Make room; not even keys can be kept safely.");
            }
            return free < LITTLE_BYTES
                    ? Finding.warn("disk", seen, "A file of 5 GiB would not fit while it arrives.")
                    : Finding.ok("disk", seen);
        } catch (IOException e) {
            return Finding.warn("disk", "unknown: " + e.getMessage(), "Look at it with df.");
        }
    }
}
