# SPDX-License-Identifier: GPL-2.0-or-later
# The faces of the sheet on paper and in files. The screen's face is tui's.
$(eval $(call room,report,core/checklist core/record core/text core/model core/base,pangocairo cairo jansson))
