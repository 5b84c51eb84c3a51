package seeded.sdk.unmarked;

final class Unmarked {}
