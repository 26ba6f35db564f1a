"""People: oneself, one's family, a dietitian's clients, and their plans."""

import streamlit as st

from views import draw, state

for client_id, name in state.people().items():
    st.write(draw.plain(name))
    if client_id:
        st.button("Open", key=f"open_{client_id}", on_click=state.open_client, args=(client_id,))
