package xyz.blueblocks.localstack.postgres;

import java.util.regex.Pattern;

/// A role with a database of the same name that it owns and nobody else may enter.
///
/// @param name of both
/// @param password letters, digits, `-` and `_`
public record PostgresAccount(String name, String password) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,30}");
    private static final Pattern PASSWORD = Pattern.compile("[A-Za-z0-9_-]{20,100}");

    public PostgresAccount {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("name: " + name + " (want a-z, 0-9, _)");
        }
        if (!PASSWORD.matcher(password).matches()) {
            throw new IllegalArgumentException(
                    "password: hidden (want 20..100 of A-Z a-z 0-9 _ -)");
        }
    }

    @Override
    public String toString() {
        return "PostgresAccount[" + name + "]";
    }
}
