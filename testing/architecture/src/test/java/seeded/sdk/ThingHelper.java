package seeded.sdk;

final class ThingHelper {}
