package dev.podnetwork.core.runtime;

/**
 * A call that was asked for and has not left yet.
 *
 * @param api what it calls
 * @param parked whether the degradation switch holds it; else the limiter does
 * @param place its place in the limiter's line
 */
record Held(String api, boolean parked, long place) {}
