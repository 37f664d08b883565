# SPDX-License-Identifier: GPL-2.0-or-later
# exFAT without a kernel that knows it: a file system made from a folder, bit for bit the same each
# time, and bounded readers (exFAT, FAT32) for a stick that comes back.
$(eval $(call room,image-build/exfat,core/base))

# For whoever builds the image; not installed.
exfat-fill: $(BUILD)/tools/exfat-fill  ## a folder as an exFAT file system, into build/tools
$(BUILD)/tools/exfat-fill: $(BUILD)/image-build/exfat/fill_main.o $(call room_archives,image-build/exfat core/base)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $(filter %.o,$^) -Wl,--start-group $(filter %.a,$^) -Wl,--end-group
.PHONY: exfat-fill
