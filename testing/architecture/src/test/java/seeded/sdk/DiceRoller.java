package seeded.sdk;

import java.util.Random;
import java.util.UUID;

final class DiceRoller {
    private DiceRoller() {}

    static UUID uuid() {
        return UUID.randomUUID();
    }

    static Random fresh() {
        return new Random();
    }
}
