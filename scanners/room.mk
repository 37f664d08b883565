# SPDX-License-Identifier: GPL-2.0-or-later
# What each room may link. scanners/broker links no parser at all.
$(eval $(call room,scanners/disks,core/model core/base))
# libblkid only where its worker is: whoever sets the write guard (root) links no parser.
$(eval $(call room,scanners/disks/blkid,scanners/disks core/model core/base,blkid))
$(eval $(call room,scanners/readers,core/base,hivex libntfs-3g libevtx libolecf libbfio libarchive nettle zlib expat sqlite3 jansson,-lwim))
$(eval $(call room,scanners/probes,scanners/readers core/model core/base,zlib))
# The same tables without a run and so without a parser, for kenshin itself.
$(eval $(call room,scanners/probes/plan,core/model core/base))
room_objs_scanners/probes/plan := $(patsubst %,$(BUILD)/scanners/probes/plan/%.o,probe \
	$(shell sed -n 's/^PROBE(\(.*\))$$/\1/p' scanners/probes/probes.def))
$(BUILD)/scanners/probes/plan/%.o: scanners/probes/%.c core/base/banned.h
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -DPROBES_PLAN -Wno-unused-function -include core/base/banned.h -c $< -o $@
$(BUILD)/lib/scanners-probes-plan.a: $(room_objs_scanners/probes/plan)
$(eval $(call room,scanners/checks,core/model core/base))
$(eval $(call room,scanners/malware,core/model core/base))
# libclamav and the guard of its calls only where its worker is, like libblkid.
$(eval $(call room,scanners/malware/clam,scanners/malware core/model core/base,libclamav))
$(eval $(call room,scanners/engine,scanners/probes/plan scanners/checks scanners/malware scanners/disks scanners/broker signatures core/record core/model core/base,jansson))
$(eval $(call room,scanners/broker,scanners/disks core/model core/base))
# All parsers and no rights: what kenshin and the broker start as kenshin-worker.
$(eval $(call room,scanners/worker,scanners/engine scanners/probes scanners/readers scanners/malware scanners/malware/clam scanners/disks/blkid core/record core/model core/base,jansson))
$(eval $(call program,kenshin-worker,scanners/worker/worker_main.c,scanners/worker))
$(eval $(call program,kenshin-broker,scanners/broker/broker_main.c,scanners/broker))
