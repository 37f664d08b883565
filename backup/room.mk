# SPDX-License-Identifier: GPL-2.0-or-later
# Plan, write, verify. May use core, nothing else: what is read comes from whoever calls.
$(eval $(call room,backup,core/record core/text core/model core/base,jansson nettle libisal libzstd libcrypt,-pthread))
