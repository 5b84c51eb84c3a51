package seeded.relay.core;

import com.tngtech.archunit.ArchConfiguration;

final class CoreWithLibrary {
    private CoreWithLibrary() {}

    static Object library() {
        return ArchConfiguration.get();
    }
}
