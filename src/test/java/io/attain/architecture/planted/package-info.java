/** One violation for every rule of the house, to see each of them catch something. */
package io.attain.architecture.planted;
