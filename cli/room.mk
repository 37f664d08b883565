# SPDX-License-Identifier: GPL-2.0-or-later
# The command line. May use everything but the kiosk.
$(eval $(call room,cli,scanners/engine scanners/broker scanners/checks signatures backup report report/printer core/checklist core/record core/text core/model core/base,jansson))
$(eval $(call program,kenshin,cli/kenshin_main.c,cli))
