/** What an instance type allows and how many pods a node can hold in each network mode. */
@NullMarked
package dev.podnetwork.api.capacity;

import org.jspecify.annotations.NullMarked;
