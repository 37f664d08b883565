# SPDX-License-Identifier: GPL-2.0-or-later
# Boot tests in QEMU, without KVM; `make test` has one of them. docs/vm-tests.md.

vm:  ## the whole matrix of boot tests in QEMU (VM="visit flip" for some); needs `make image`
	$(Q)$(MAKE) --no-print-directory all fixtures exfat-fill
	$(Q)KENSHIN_BUILD=$(abspath $(BUILD)) tests/vm/matrix.sh $(VM)

vm-visit:  ## one whole visit in QEMU under Secure Boot
	$(Q)$(MAKE) --no-print-directory all fixtures exfat-fill
	$(Q)KENSHIN_BUILD=$(abspath $(BUILD)) tests/vm/matrix.sh visit

vm-bench:  ## times of start against a minimal Debian, memory at the menu
	$(Q)$(MAKE) --no-print-directory exfat-fill
	$(Q)KENSHIN_BUILD=$(abspath $(BUILD)) tests/vm/matrix.sh boot_times

vm-disks:  ## only the clients' disks of the boot tests, into build/vm/disks
	$(Q)$(MAKE) --no-print-directory all fixtures
	$(Q)tests/vm/disks.py $(abspath $(BUILD))

.PHONY: vm vm-visit vm-bench vm-disks
