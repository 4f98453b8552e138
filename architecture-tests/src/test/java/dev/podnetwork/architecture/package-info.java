/** The rules of the house as tests. Each rule is also run against a fixture that breaks it, so that no rule can rot. */
@NullMarked
package dev.podnetwork.architecture;

import org.jspecify.annotations.NullMarked;
