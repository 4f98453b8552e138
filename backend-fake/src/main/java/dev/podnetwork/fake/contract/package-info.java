/**
 * The contracts of the ports as tests: subclass one in your own tests, give it your implementation, and every clause runs.
 * Needs JUnit Jupiter, which is an optional dependency of this module.
 */
@NullMarked
package dev.podnetwork.fake.contract;

import org.jspecify.annotations.NullMarked;
