/** Takes API calls as WeCom does: tokens, quotas, faults, ledger, and the way from a request to a feature's reply. */
@NullMarked
package scrm.simulator.server;

import org.jspecify.annotations.NullMarked;
