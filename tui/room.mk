# SPDX-License-Identifier: GPL-2.0-or-later
# The kiosk. Talks to `kenshin` by records only; the one room with curses is tui itself.
$(eval $(call room,tui/canvas,core/text core/base))
$(eval $(call room,tui/widgets,tui/canvas core/text core/base))
$(eval $(call room,tui/visit,core/checklist core/record core/text core/model core/base,jansson))
$(eval $(call room,tui/screens,tui/visit tui/widgets tui/canvas core/checklist core/record core/text core/model core/base,jansson))
$(eval $(call room,tui,tui/screens tui/visit tui/widgets tui/canvas signatures core/checklist core/record core/text core/model core/base,jansson ncursesw))
$(eval $(call program,kenshin-kiosk,tui/kiosk_main.c,tui))
