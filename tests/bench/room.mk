# SPDX-License-Identifier: GPL-2.0-or-later
# Measurements with their limits; apart from the tests, because a busy machine makes them fail.
bench: all tools $(BUILD)/tests/bench/measure  ## time and memory of facts and checks
	$(Q)KENSHIN_BUILD=$(abspath $(BUILD)) tests/bench/facts.sh
.PHONY: bench
