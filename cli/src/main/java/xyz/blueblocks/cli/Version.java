package xyz.blueblocks.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/// What `bb --version` says.
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version =
                Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                        .orElse("of this working copy");
        return new String[] {
            "bb " + version,
            "JDK "
                    + Runtime.version()
                    + ", "
                    + System.getProperty("os.name")
                    + " "
                    + System.getProperty("os.arch")
        };
    }
}
