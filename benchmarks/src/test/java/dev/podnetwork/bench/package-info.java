@NullMarked
package dev.podnetwork.bench;

import org.jspecify.annotations.NullMarked;
