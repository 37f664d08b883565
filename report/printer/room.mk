# SPDX-License-Identifier: GPL-2.0-or-later
# Printers, through CUPS. A room of its own: who only makes the sheet does not link libcups.
$(eval $(call room,report/printer,core/text core/model core/base,,-lcups))
